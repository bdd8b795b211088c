// Binds the buttons about passkeys to the library's forms; they stay hidden where nothing could come of them.

const { forms } = window.allauth.webauthn;
const there = (id) => document.getElementById(id);
const credential = (button) => button.form.querySelector("[name=credential]").id;

const BUTTONS = {
  passkey_login: (button) => forms.loginForm({ ids: { login: button.id, credential: credential(button) } }),
  mfa_webauthn_add: (button) =>
    forms.addForm({
      ids: { add: button.id, passwordless: "id_passwordless", credential: credential(button), data: "js_data" },
    }),
  mfa_webauthn_authenticate: authenticate,
  mfa_webauthn_reauthenticate: authenticate,
};

function authenticate(button) {
  forms.authenticateForm({ ids: { authenticate: button.id, credential: credential(button), data: "js_data" } });
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  there("passkey_said").hidden = false;
});

// A passkey belongs to a name; the page itself says so where it was asked for by a number.
const byNumber = /^[\d.]+$|:/.test(location.hostname);

if (window.PublicKeyCredential && !byNumber) {
  for (const [id, bind] of Object.entries(BUTTONS)) {
    const button = there(id);
    if (!button) continue;
    button.hidden = false;
    bind(button);
    button.addEventListener("click", () => (there("passkey_said").hidden = true));
  }
} else if (!byNumber && there("passkey_unable")) {
  there("passkey_unable").hidden = false;
}
