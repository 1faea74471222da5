/** Of kinds that hold nothing but pixels; SVG is not among them. The names may be in any case. */
const beginning = String.raw`!\[[^[\]]{0,240}\]\(data:image\/(?:png|jpeg|gif|webp);base64,`;
const underWay = new RegExp(`${beginning}[a-z\\d+/=]*$`, 'i');
const complete = new RegExp(`${beginning}[a-z\\d+/=]*\\)`, 'gi');
const address = /^data:image\/(?:png|jpeg|gif|webp);base64,[a-z\d+/]+={0,2}$/i;
const data = /[a-z\d+/=]*$/iy;

/** Two megabytes, in characters of base64. Larger images are shown by their words. */
const longestAddress = 2_800_000;

/** Whether an address holds an image, so that nothing is fetched to show it. */
export function isDataImage(text: string): boolean {
  return text.length <= longestAddress && address.test(text);
}

/** Whether the inline source of a leaf ends within the data of an image. */
export function endsInImageData(source: string): boolean {
  return underWay.test(source);
}

/** Whether all of a source from `from` on can be data of an image. */
export function isImageData(source: string, from: number): boolean {
  data.lastIndex = from;
  return data.test(source);
}

/** Where the last image in a source ends that holds its data; 0 if there is none. */
export function endOfLastImage(source: string): number {
  let end = 0;
  for (const { index, 0: image } of source.matchAll(complete)) end = index + image.length;
  return end;
}
