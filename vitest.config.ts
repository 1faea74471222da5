import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumLaunchOptions } from './test/support/chromium.ts';

/** After so many milliseconds a test hangs. How long one takes that does not depends on the machine, and is for `npm run bench`. */
const testTimeout = 60_000;

/** `unit` and `integration` run in Node; `webview` runs in a real headless Chromium, since it is about the DOM. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/unit/**/*.test.ts'],
          // Nothing keeps state between files, and loading the modules anew for each would take longer than the tests.
          isolate: false,
          // On two cores it would use one.
          maxWorkers: '100%',
          testTimeout,
        },
      },
      {
        test: { name: 'integration', environment: 'node', include: ['test/integration/**/*.test.ts'], testTimeout },
      },
      {
        test: {
          name: 'webview',
          include: ['test/webview/**/*.test.ts'],
          testTimeout,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: await chromiumLaunchOptions() }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
