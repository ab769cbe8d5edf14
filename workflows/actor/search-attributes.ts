import { defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common';
import { upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import {
  SearchAttribute,
  type SearchAttributeName,
  type SearchAttributeValues,
} from '../../contracts/search-attributes.ts';

/** Keeps the workflow's search attributes equal to its plan, with one combined upsert per change. */
export class SearchAttributes {
  private readonly silent: boolean;
  private readonly shown = new Map<SearchAttributeName, unknown>();

  /** A rehearsal is not searched while it runs: each upsert would cost an event. */
  constructor(silent: boolean) {
    this.silent = silent;
    const known = workflowInfo().typedSearchAttributes;
    for (const name of Object.keys(SearchAttribute) as SearchAttributeName[]) {
      this.shown.set(name, comparable(known.get(keyOf(name)) ?? null));
    }
  }

  show(values: SearchAttributeValues): void {
    if (this.silent) return;
    const changed: SearchAttributePair[] = [];
    for (const name of Object.keys(SearchAttribute) as SearchAttributeName[]) {
      if (this.shown.get(name) === comparable(values[name])) continue;
      this.shown.set(name, comparable(values[name]));
      changed.push({ key: keyOf(name), value: values[name] } as SearchAttributePair);
    }
    if (changed.length > 0) upsertSearchAttributes(changed);
  }
}

function keyOf(name: SearchAttributeName) {
  return defineSearchAttributeKey(name, SearchAttribute[name]);
}

function comparable(value: unknown): unknown {
  return value instanceof Date ? value.getTime() : value;
}
