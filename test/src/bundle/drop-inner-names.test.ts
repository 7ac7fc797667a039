import { expect, test } from '@jest/globals';

import { dropInnerNames } from '../../../src/bundle/drop-inner-names.ts';

const HELPER = 'var n=(e,t)=>d(e,"name",{value:t,configurable:!0});';

test('only functions of a module and classes are named, and nothing moves', async () => {
  const program =
    HELPER +
    'var m=h(()=>{f=n(()=>{let a=n(x=>n(()=>x,"inner"),"a");function b(){}n(b,"b");return a},"f")});' +
    'function g(){return n(function(){},"deep")}n(g,"g");' +
    'class C{static{n(this,"C")}}';
  const dropped = await dropInnerNames(program);
  expect(dropped).toHaveLength(program.length);
  expect(dropped.replaceAll(/ +(?=[(),;0])/g, '').replaceAll(/ {2,}/g, ' ')).toBe(
    HELPER +
      'var m=h(()=>{f=n(()=>{let a=(x=>(()=>x));function b(){}0;return a},"f")});' +
      'function g(){return(function(){})}n(g,"g");' +
      'class C{static{n(this,"C")}}',
  );
});

test('a program in which nothing is named is not what esbuild makes', async () => {
  await expect(dropInnerNames('let a = 1;')).rejects.toThrow('names functions');
  await expect(dropInnerNames(HELPER)).rejects.toThrow('inside of functions');
});
