/** A file that the page has made and that the person may keep. */
export interface SavedFile {
  /** Without a folder; the study's name is put before it. */
  readonly name: string;
  readonly mime: string;
  readonly data: string | Uint8Array;
}
