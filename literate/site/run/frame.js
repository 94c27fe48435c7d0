/* In a frame without an origin of its own: starts the worker from a blob, so that this frame's policy binds it. */
onmessage = ({ data, ports }) => {
  const worker = new Worker(URL.createObjectURL(new Blob(data.scripts, { type: "text/javascript" })));
  worker.onerror = ({ message }) => ports[0].postMessage({ failed: message });
  worker.postMessage(data.files, [ports[0], ...Object.values(data.files)]);
};
