/** Which two networks stand side by side, and how they differ. */
import { makeAutoObservable, observableRef } from 'mobx';
import { compare, type Comparison } from '../../../shared/compiler/compare/compare';
import type { Compiled } from '../../../shared/compiler/compiled';
import { createCompiler } from '../../../shared/compiler/compile';
import type { ConvDocument } from '../../../shared/graph/document';
import { findTemplate, templates } from '../../../templates';
import type { DocumentStore } from '../../document/document-store';
import type { FileStore } from '../../document/file-store';

export type Side = 'left' | 'right';

/** `now`, `saved`, `step:12`, `file:0`, `template:vgg16` */
type Choice = string;

interface SideOption {
  readonly value: Choice;
  readonly label: string;
  readonly group?: string;
}

interface ReadFile {
  readonly name: string;
  readonly document: ConvDocument;
}

export class CompareStore {
  left: Choice = 'now';
  right: Choice = 'now';
  onlyDifferences = true;
  private opened: readonly ReadFile[] = [];

  private readonly documents: DocumentStore;
  private readonly files: FileStore;
  private readonly compilers = { left: createCompiler(), right: createCompiler() };

  constructor(documents: DocumentStore, files: FileStore) {
    this.documents = documents;
    this.files = files;
    makeAutoObservable<
      CompareStore,
      'opened' | 'documents' | 'files' | 'compilers' | 'documentOf' | 'compiledOf'
    >(
      this,
      {
        opened: observableRef,
        documents: false,
        files: false,
        compilers: false,
        documentOf: false,
        compiledOf: false,
        nameOf: false,
      },
      { autoBind: true },
    );
  }

  /** What is most likely asked: what has changed since it was saved, or since the history begins. A file stays chosen. */
  begin(): void {
    const kept = (choice: Choice): boolean => /^(file|template):/.test(choice);
    if (kept(this.left) || kept(this.right)) return;
    const { history, document } = this.documents;
    const { savedVersion } = this.files;
    const changed = savedVersion !== null && savedVersion !== document;
    this.right = 'now';
    this.left = changed ? 'saved' : history.past.length > 0 ? 'step:0' : 'now';
  }

  choose(side: Side, choice: Choice): void {
    this[side] = choice;
  }

  swap(): void {
    [this.left, this.right] = [this.right, this.left];
  }

  setOnlyDifferences(only: boolean): void {
    this.onlyDifferences = only;
  }

  async chooseFile(side: Side): Promise<void> {
    const file = await this.files.read();
    if (file !== null) this.take(side, file);
  }

  private take(side: Side, file: ReadFile): void {
    this.opened = [...this.opened, file];
    this[side] = `file:${this.opened.length - 1}`;
  }

  get options(): readonly SideOption[] {
    const { history } = this.documents;
    const { savedVersion, file } = this.files;
    const steps = [...history.past, ...history.future].map((step, index): SideOption => {
      const undone = index >= history.past.length ? ' (undone)' : '';
      return { value: `step:${index + 1}`, label: `After “${step.label}”${undone}`, group: 'History' };
    });
    const begin: SideOption = { value: 'step:0', label: 'Where the history begins', group: 'History' };
    const states = steps.length === 0 ? [] : [begin, ...steps].reverse();
    return [
      { value: 'now', label: 'This document' },
      ...(savedVersion === null
        ? []
        : [{ value: 'saved', label: `Last saved version (${file?.name ?? ''})` }]),
      ...this.opened.map(({ name }, index) => ({ value: `file:${index}`, label: name, group: 'Files' })),
      ...states.filter(({ value }) => value !== `step:${history.past.length}`),
      ...templates.map(({ name, title }) => ({ value: `template:${name}`, label: title, group: 'Networks' })),
    ];
  }

  /** Whether the layers of that side are those on the canvas. */
  isHere(side: Side): boolean {
    return this.documentOf(this[side]) === this.documents.document;
  }

  nameOf(side: Side): string {
    const choice = this[side];
    return this.options.find(({ value }) => value === choice)?.label ?? 'This document';
  }

  get comparison(): Comparison {
    return compare(this.compiledOf('left'), this.compiledOf('right'));
  }

  private documentOf(choice: Choice): ConvDocument {
    const [kind, which = ''] = choice.split(':');
    const { document, timeline } = this.documents;
    if (kind === 'saved') return this.files.savedVersion ?? document;
    if (kind === 'step') return timeline[Number(which)] ?? document;
    if (kind === 'file') return this.opened[Number(which)]?.document ?? document;
    return kind === 'template' ? (findTemplate(which)?.document ?? document) : document;
  }

  private compiledOf(side: Side): Compiled {
    const document = this.documentOf(this[side]);
    return document === this.documents.document
      ? this.documents.compiled
      : this.compilers[side].compile(document);
  }
}
