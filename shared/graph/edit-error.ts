/** Why an edit can't be made: a whole sentence for the user. The document stays as it was. */
export class EditError extends Error {
  override readonly name = 'EditError';
}
