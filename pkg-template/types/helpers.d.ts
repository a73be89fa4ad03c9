// Types that the others are made of.

/** One of the known strings, which editors then offer as completions, or any other string. */
export type Open<Known extends string> = Known | (string & {});

/** The names of the required members of a type. */
export type Mandatory<Type> = {
  [Name in keyof Type]-?: undefined extends Type[Name] ? never : Name;
}[keyof Type];

/**
 * What the calls for one-time codes take: a value declared with the type of the original SDK, or an object with every
 * member that the call needs. So an object literal without a phone number or email address does not compile.
 */
export type Whole<Args, Loose, Exact> = keyof Loose extends keyof Args
  ? Args
  : Exact | (Loose & { [Name in Mandatory<Exact>]: Exact[Name] | undefined });
