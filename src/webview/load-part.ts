/**
 * Waits for a part of Runnel that is imported when it is wanted. Its files are gone when the extension was updated under
 * the living page. Trying again would not help: the browser remembers for as long as the page lives that a module could
 * not be fetched.
 *
 * @throws Error in words for the user
 */
export async function loadPart<T>(part: Promise<T>): Promise<T> {
  try {
    return await part;
  } catch {
    // The browser's own words are about an address that nobody knows.
    throw new Error('This part of Runnel could not be loaded. Reload the window to try again.');
  }
}
