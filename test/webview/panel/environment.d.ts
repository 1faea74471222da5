// Gives `cdp()` of `vitest/browser` the type of Playwright's session.
import '@vitest/browser-playwright';
