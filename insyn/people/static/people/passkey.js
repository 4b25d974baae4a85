// Keys need JavaScript: show what uses them only where it can work, and say in the page when it was broken off.
if (window.PublicKeyCredential) {
  document.querySelectorAll("[data-needs-script]").forEach((part) => { part.hidden = false; });
  document.querySelectorAll("[data-without-script]").forEach((part) => { part.hidden = true; });
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.querySelectorAll("[data-passkey-fault]").forEach((fault) => {
    fault.hidden = false;
    fault.setAttribute("role", "alert");
  });
});
