/** Whether the extent of the heap changed since it was written to the header, or read from it. */
export let has_new_extent = false;

/** @inline */
export function set_new_extent(is_new: boolean): void {
  has_new_extent = is_new;
}
