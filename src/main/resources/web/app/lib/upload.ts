import type { Study } from '../contract.ts';
import { ApiError, problemOf, unreachable } from './api.ts';

/** Sends files as one study; `progress` is told the share sent, 0 to 1. Nothing is read into memory: the browser streams the files. */
export function upload(files: File[], modality: string, signal: AbortSignal, progress: (share: number) => void): Promise<Study> {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    if (modality) form.append('modality', modality);
    for (const file of files) form.append('file', file, file.name);

    const request = new XMLHttpRequest();
    request.open('POST', '/api/studies');
    request.upload.onprogress = (e) => e.lengthComputable && progress(e.loaded / e.total);
    request.onload = () =>
      request.status >= 200 && request.status < 300
        ? resolve(JSON.parse(request.responseText) as Study)
        : reject(problemOf(request.status, request.responseText));
    // A server that refuses a body before reading all of it may close the connection; the browser then hides the answer.
    request.onerror = () =>
      reject(files.reduce((sum, f) => sum + f.size, 0) > 1e9
        ? new ApiError('The upload was cut off.', 'The files may be larger than the server accepts, or the server cannot be reached.')
        : unreachable());
    request.onabort = () => reject(new DOMException('upload cancelled', 'AbortError'));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(form);
  });
}

/** All files of a drop, with those inside dropped folders. */
export async function filesOf(transfer: DataTransfer): Promise<File[]> {
  // Entries must be taken before the first await: the list is emptied when the event is over.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((e) => e !== null);
  if (entries.length === 0) return [...transfer.files];
  return (await Promise.all(entries.map(filesBelow))).flat();
}

async function filesBelow(entry: FileSystemEntry): Promise<File[]> {
  if (entry.name.startsWith('.')) return [];
  if (entry.isFile) return [await new Promise<File>((ok, no) => (entry as FileSystemFileEntry).file(ok, no))];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: File[] = [];
  for (;;) {
    // readEntries gives at most 100 at a time and an empty list at the end.
    const batch = await new Promise<FileSystemEntry[]>((ok, no) => reader.readEntries(ok, no));
    if (batch.length === 0) return files;
    files.push(...(await Promise.all(batch.map(filesBelow))).flat());
  }
}
