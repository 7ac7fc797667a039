/** What the page does: sorts by a column, shows what has a text in its name, opens what a link names. */
export const SCRIPT = `
const table = document.querySelector('#matrix');
const body = table.tBodies[0];
for (const button of table.querySelectorAll('th button')) {
  button.addEventListener('click', () => {
    const head = button.parentElement;
    const column = head.cellIndex;
    const falling = head.getAttribute('aria-sort') === 'ascending' ? -1 : 1;
    for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', falling === 1 ? 'ascending' : 'descending');
    const key = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent;
    const order = (a, b) => {
      const [x, y] = [key(a), key(b)];
      const numbers = x !== '' && y !== '' && !isNaN(x) && !isNaN(y);
      return falling * (numbers ? x - y : x < y ? -1 : x > y ? 1 : 0);
    };
    body.append(...[...body.rows].sort(order));
  });
}
const filter = document.querySelector('#filter');
const nothing = document.querySelector('#nothing');
const show = () => {
  const wanted = filter.value.trim().toLowerCase();
  let shown = 0;
  for (const element of document.querySelectorAll('[data-name]')) {
    element.hidden = !element.dataset.name.toLowerCase().includes(wanted);
    if (!element.hidden) shown += 1;
  }
  nothing.hidden = shown > 0;
  nothing.textContent = shown > 0 ? '' : 'No name has “' + filter.value + '” in it.';
};
filter.addEventListener('input', show);
// A reader who comes back finds the text that was in the filter.
addEventListener('pageshow', show);
const open = () => {
  const section = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (section?.hidden) {
    filter.value = '';
    show();
  }
  section?.querySelector('details')?.setAttribute('open', '');
  section?.scrollIntoView();
};
addEventListener('hashchange', open);
// The link of what is open already changes nothing in the address.
addEventListener('click', (event) => {
  if (event.target.closest('a')?.hash === location.hash) open();
});
open();
`;
