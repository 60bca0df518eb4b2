/**
 * A worker from one of the page's own files. A window that shows a page lets workers come from blobs alone, since the
 * page's files are those of another origin.
 */
export async function startWorker(address: string): Promise<Worker> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answers with status ${response.status}.`);
  const source = URL.createObjectURL(new Blob([await response.text()], { type: "text/javascript" }));
  const worker = new Worker(source, { name: "hyperlens analysis" });
  URL.revokeObjectURL(source);
  return worker;
}
