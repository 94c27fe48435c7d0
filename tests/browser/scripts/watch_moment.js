/* From now on, in every frame, the moment that the explorer shows. */
() => {
  window.moments = [];
  const look = () => {
    moments.push(document.querySelector("optimizer-explorer").moment);
    requestAnimationFrame(look);
  };
  look();
}
