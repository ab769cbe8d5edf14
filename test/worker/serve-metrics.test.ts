import { expect, it } from 'vitest';
import { serveMetrics } from '../../worker/serve-metrics.ts';

it('Metrics are those of the moment, and there is nothing else to be had', async () => {
  let asked = 0;
  const metrics = await serveMetrics(0, () => `asked ${++asked}\n`);
  try {
    const answers = [await fetch(metrics.url), await fetch(metrics.url)];
    expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(['asked 1\n', 'asked 2\n']);
    expect(answers[0]?.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect((await fetch(metrics.url.replace('/metrics', '/other'))).status).toBe(404);
    const port = Number(new URL(metrics.url).port);
    await expect(serveMetrics(port, () => '')).rejects.toThrow(/EADDRINUSE/);
  } finally {
    await metrics.close();
  }
  await expect(fetch(metrics.url)).rejects.toThrow();
});
