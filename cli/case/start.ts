import type { Command } from 'commander';
import { CaseRequestKind } from '../../contracts/case.ts';
import { CaseEnvironment } from '../../domain/case/state.ts';
import type { StartQuery } from '../../read/case/start-preview.ts';
import { withDatabase } from '../kit/context.ts';
import { newCommand, type SharedOptions, wordOption } from '../kit/options.ts';
import type { SendingOptions } from '../messages/deliver.ts';
import { withSending } from '../messages/with-sending.ts';
import { openCase } from './open-case.ts';
import { previewStart } from './preview-start.ts';

interface StartOptions extends SharedOptions, SendingOptions, StartQuery {
  readonly preview?: boolean;
}

export function build(): Command {
  const environments = Object.values(CaseEnvironment);
  return withSending(
    newCommand(
      'Starts a debt collection case for invoices of one customer and currency, filled in from them. It waits in preparation for documents and `case prepare`.',
      ['dunwell case start 2026/001 --preview', 'dunwell case start 2026/001 2026/002'],
    )
      .argument('<invoices...>', 'invoice numbers; the case is named after the oldest')
      .option('--preview', 'only show the case that would be started')
      .option('--configuration <name>', 'the collector configuration to use, whatever its conditions')
      .option(
        '--environment <environment>',
        `${environments.join(' or ')} of the collector`,
        wordOption(environments),
        CaseEnvironment.PRODUCTION,
      )
      .option('--force', 'also while the collector of a deactivated case has not let go of an invoice')
      .option('--language <code>', 'the language towards the debtor; that of the customer when not given'),
  ).action((invoices: string[], options: StartOptions) =>
    withDatabase(options, async (context) => {
      if (options.preview === true) return previewStart(context, invoices, options);
      const { environment, configuration = null, language = null, force = false } = options;
      const request = { kind: CaseRequestKind.START, invoices, environment, configuration, language, force };
      await openCase(context, request, options);
    }),
  );
}
