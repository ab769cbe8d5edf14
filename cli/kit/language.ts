type Environment = Readonly<Record<string, string | undefined>>;

/** The operator's language as their terminal has it: two letters, `en` when it says none. */
export function operatorLanguage(env: Environment = process.env): string {
  // The first one that is set decides, as POSIX has it.
  const locale = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((one) => one !== undefined && one !== '');
  const language = /^[a-z]{2}(?=[_.@-]|$)/i.exec(locale ?? '')?.[0].toLowerCase();
  if (language === undefined) return 'en';
  // Norwegian is written in Bokmål.
  return language === 'no' || language === 'nn' ? 'nb' : language;
}
