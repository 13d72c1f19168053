// A headless Chromium for tests that look at a page: the system's own, nothing is downloaded.
import { type Browser, chromium as driver } from 'playwright-core';

export const chromium = '/usr/bin/chromium';

/** Root has no sandbox; the pages opened are our own, from disk. */
const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
const asIsPossible = [...quiet, '--disable-component-update', '--disable-sync'];

/** Whoever launches it closes it. */
export const launchBrowser = (): Promise<Browser> => driver.launch({ executablePath: chromium, args: asIsPossible });
