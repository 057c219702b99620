// Makes TeaVM's output smaller.
import { minify } from 'terser';

export async function shrink(source) {
  const { code } = await minify(source, {
    module: true,
    ecma: 2020,
    compress: { passes: 3, pure_getters: true },
    mangle: { toplevel: true },
  });
  return code;
}
