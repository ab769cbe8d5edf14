// Written by `npx tsx scripts/languages.ts`: the languages that have a file here.
import da from './da.json' with { type: 'json' };
import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };
import fi from './fi.json' with { type: 'json' };
import fr from './fr.json' with { type: 'json' };
import nb from './nb.json' with { type: 'json' };
import nl from './nl.json' with { type: 'json' };
import sv from './sv.json' with { type: 'json' };

export const FILES = {
  nl,
  en,
  de,
  sv,
  nb,
  da,
  fi,
  fr,
};
