/* The contrast to white of the colour of every text. */
() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const linear = c => c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4;
  const contrast = colour => {
    canvas.fillStyle = "white";
    canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(linear);
    return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
  };
  const texts = [...document.querySelectorAll("article *")].filter(e => e.checkVisibility() &&
    [...e.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim()));
  return Object.fromEntries(texts.map(e => {
    const { color, fill } = getComputedStyle(e);
    return [e.closest("svg") ? fill : color, e];
  }).map(([colour, e]) => [`${colour} ${e.outerHTML.slice(0, 80)}`, contrast(colour)]));
}
