/** A JSON value as journals hold it; NaN and the infinities occur wherever a number can. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
