/* What Pagefind's own program makes of rows: `[path, bytes]` below the folder `pagefind/`. */
import { close, createIndex } from "pagefind";

export const pagefindFiles = async (rows) => {
  const { index } = await createIndex({});
  for (const { id, ports, title, names, tasks, applications, summary } of rows) {
    const content = [ports, title, names, tasks, applications, summary].join(". ");
    const { errors } = await index.addCustomRecord({ url: `/${id}`, content, language: "en", meta: { id, title } });
    if (errors.length) throw new Error(`Pagefind refuses ${id}: ${errors}`);
  }
  const { files } = await index.getFiles();
  await close();
  return files.map(({ path, content }) => [`pagefind/${path.replace(/^.*pagefind\//, "")}`, Buffer.from(content)]);
};
