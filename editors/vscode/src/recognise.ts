/** Whether a Markdown file looks like a report: cheap enough to ask of every file that is opened. */

const HEADING = /^ {0,3}#{1,6}[ \t]+\W*question\W*\d+/gim;

/** Two numbered question headings make a report; the server looks closer. */
export function looksLikeReport(text: string): boolean {
  HEADING.lastIndex = 0;
  return HEADING.test(text) && HEADING.test(text);
}
