import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { type ReportsDeps, takeReport } from './collector-reports.ts';
import { refuse } from './refusal.ts';

export type ApiDeps = ReportsDeps;

/** A report is a few words for each receipt. */
const LONGEST_BODY = 1024 * 1024;

/** What other systems can ask of Dunwell over HTTP. */
export function createApi(deps: ApiDeps): Hono {
  const app = new Hono();
  app.use(
    bodyLimit({
      maxSize: LONGEST_BODY,
      onError: (context) =>
        refuse(context, {
          status: 413,
          code: 'TOO_LARGE',
          says: `The body has more than ${LONGEST_BODY} bytes; send no more.`,
        }),
    }),
  );
  app.post('/collectors/:configuration/reports', (context) => takeReport(context, deps));
  app.notFound((context) =>
    refuse(context, {
      status: 404,
      code: 'NOT_FOUND',
      says: `There is no ${context.req.method} ${context.req.path} here.`,
    }),
  );
  app.onError((error, context) => {
    deps.warn(`${context.req.method} ${context.req.path} failed: ${error.message}`);
    return refuse(context, { status: 500, code: 'FAILED', says: 'Something went wrong; try again later.' });
  });
  return app;
}
