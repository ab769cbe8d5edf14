import { type Language, languageFor, type Words, wordsIn } from '../../templates/languages.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The operator's language as their terminal has it; English when it says none. */
export function operatorLanguage(env: Environment = process.env): Language {
  // The first one that is set decides, as POSIX has it.
  const locale = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((one) => one !== undefined && one !== '');
  return languageFor(locale ?? '');
}

export function operatorWords(): Words {
  return wordsIn(operatorLanguage());
}
