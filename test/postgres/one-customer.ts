/** What belongs to nobody, or is found by the key of what does. */
const OF_NOBODY = [
  'case_requests',
  'case_tombstones',
  'collector_reports',
  'document_contents',
  'effect_contents',
  'hold_releases',
  'settings',
  'turns',
  'workers',
];

/** What others of the same creditor decide by, who run beside each other. */
const OF_THE_CREDITOR = [
  'bank_statements',
  'bulk_operations',
  'creditors',
  'intake_batches',
  'intake_rows',
  'matches',
  'payer_accounts',
  'policies',
  'unmatched_entries',
];

/**
 * Has the server refuse a transaction about an invoice or a case that writes what is another customer's, or the
 * creditor's: others run beside it. Transactions that hold the books or their creditor for themselves may, and so may
 * the hands of a test.
 */
export function keepToOneCustomer(tables: readonly string[]): string {
  const kept = tables.filter((table) => !OF_NOBODY.includes(table));
  const triggers = kept.map((table) => {
    const whose = OF_THE_CREDITOR.includes(table) ? 'creditor' : 'customer';
    return `create trigger keep_to_one_customer before insert or update or delete on "${table}"
      for each row execute function keep_to_one_customer('${whose}');`;
  });
  return `${FUNCTION}\n${triggers.join('\n')}`;
}

const FUNCTION = `create function keep_to_one_customer() returns trigger language plpgsql as $$
  declare
    written jsonb;
    before text := nullif(current_setting('dunwell.customer', true), '');
    customer bigint;
  begin
    if current_setting('application_name') <> 'dunwell' or before = 'any' then return coalesce(new, old); end if;
    if exists (select from pg_locks where pid = pg_backend_pid() and locktype = 'advisory' and mode = 'ExclusiveLock')
    then
      perform set_config('dunwell.customer', 'any', true);
      return coalesce(new, old);
    end if;
    if tg_argv[0] = 'creditor' then
      raise '% is written beside other transactions of the creditor', tg_table_name;
    end if;
    written := to_jsonb(coalesce(new, old));
    customer := coalesce(
      case when tg_table_name = 'customers' then (written ->> 'id')::bigint end,
      (written ->> 'customer_id')::bigint,
      (select customer_id from invoices where id = (written ->> 'invoice_id')::bigint),
      (select customer_id from cases where id = (written ->> 'case_id')::bigint),
      (select customer_id from agreements where id = (written ->> 'agreement_id')::bigint),
      (select customer_id from invoices where creditor = written ->> 'creditor'
        and written ->> 'subject' = 'invoice' and number = written ->> 'about'),
      (select customer_id from cases where creditor = written ->> 'creditor'
        and written ->> 'subject' = 'case' and reference = written ->> 'about'));
    -- What lay with a case goes after it.
    if customer is null and tg_op = 'DELETE' then return old; end if;
    if customer is null then raise '% is written for nobody', tg_table_name; end if;
    if before <> customer::text then
      raise '% of customer % is written in a transaction of customer %', tg_table_name, customer, before;
    end if;
    perform set_config('dunwell.customer', customer::text, true);
    return coalesce(new, old);
  end $$;`;
