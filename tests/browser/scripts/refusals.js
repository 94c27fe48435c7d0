/* Which of the policy's rules refuse a connection, an image, a module and a script without a digest. */
async () => {
  const refused = [];
  addEventListener("securitypolicyviolation", ({ effectiveDirective }) => refused.push(effectiveDirective));
  await fetch("https://host.example/").catch(() => {});
  new Image().src = "https://host.example/a.png";
  await import("https://host.example/a.js").catch(() => {});
  document.head.append(Object.assign(document.createElement("script"), { textContent: "1" }));
  await new Promise((resolve) => setTimeout(resolve));
  return refused.sort();
}
