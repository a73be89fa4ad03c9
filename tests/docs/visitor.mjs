// What a visitor does on the pages of the guides.

/** The project of the guides. */
export const PROJECT = '5b0e1f3a-7c2d-4e8f-9a1b-2c3d4e5f6a7b';

/** A visitor with an account. */
export const JOHN = { username: 'john', password: 'secret-1', email: 'john@mail.example' };

/** A visitor who signs up. */
export const JANE = { username: 'jane', password: 'secret-2', email: 'jane@mail.example' };

/** Returns the form that has a button with this name. */
export function formOf(page, name) {
  const button = page.getByRole('button', { name, exact: true });
  const form = page.locator('form').filter({ has: button });
  return {
    /** Fills in values, by label, and submits the form. */
    async send(values) {
      for (const [label, value] of Object.entries(values)) {
        await form.getByLabel(label, { exact: true }).fill(value);
      }
      await button.click();
    },
    /** Resolves to what is in the field with this label. */
    valueOf: (label) => form.getByLabel(label, { exact: true }).inputValue(),
    /** Waits for an alert with this text. */
    says: (text) => form.getByRole('alert').getByText(text).waitFor(),
  };
}

/** Goes from the page to that of the service at this URL, and signs in there. */
export async function signInThere(page, service, { username, password }) {
  await page.getByRole('button', { name: 'Continue on Xsolla’s page', exact: true }).click();
  await page.waitForURL(`${service}/**`);
  await page.fill('#username', username);
  await page.fill('#password', password);
  await page.click('#sign-in');
}
