/** What pointer and keyboard do where they are, apart from the commands: for the sheet of shortcuts. */

interface Gesture {
  /** Written as commands write their shortcuts; several are alternatives. */
  readonly keys?: readonly string[];
  /** What the hand does, where it is more than keys. */
  readonly hand?: string;
  readonly does: string;
}

export interface GestureGroup {
  readonly title: string;
  readonly gestures: readonly Gesture[];
}

export const gestureGroups: readonly GestureGroup[] = [
  {
    title: 'On the canvas, by mouse',
    gestures: [
      { hand: 'Drag a layer from the left', does: 'Adds it: on the sheet, on a wire, or between two rows' },
      { hand: 'Double-click a layer on the left', does: 'Adds it behind the selected layer' },
      { hand: 'Drag from a port to a port', does: 'Connects the two' },
      { hand: 'Drag from a port into the void', does: 'Asks what comes next, what fits first' },
      {
        hand: 'Drag from one of several selected cards into Add or Concatenate',
        does: 'Connects all of them',
      },
      { hand: 'Double-click the sheet', does: 'Asks what to put there' },
      { hand: 'Type c3-64 bn relu x2 pool dense 10', does: 'In that box: adds the whole row, connected' },
      { hand: 'Drag a row by its grip', does: 'Moves the layer within its card, or to another' },
      { hand: 'Drop it on the sheet', does: 'Takes the card apart there; with Alt only that layer, unwired' },
      { hand: 'Drag a card close above or below another', does: 'Joins the two to one card' },
      { hand: 'Drag a card', does: 'Moves it; it snaps to where it lines up with others' },
      { hand: 'Drag a card, drop it with Alt', does: 'Takes it out of its wires and joins them' },
      { hand: 'Hold Ctrl while dragging', does: 'Lets it lie anywhere' },
      { hand: 'Drag a group by its title', does: 'Moves all of its cards' },
      { hand: 'Drag a note, or its corner', does: 'Moves it, or makes it larger or smaller' },
      { hand: 'Double-click a group’s title', does: 'Collapses the group to a box, or expands it' },
      { hand: 'Double-click a note', does: 'Writes in it' },
      { hand: 'Right-click', does: 'Offers what can be done there' },
      { hand: 'Click a row', does: 'Selects the layer' },
      { hand: 'Shift-click or Ctrl-click a row', does: 'Adds the layer to the selection, or takes it out' },
      { hand: 'Shift-drag over the sheet', does: 'Selects all layers in the box' },
      { hand: 'Double-click a row', does: 'Edits its numbers in place; opens a block' },
      { hand: 'Drag a number on the row sideways', does: 'Makes it larger or smaller, in one step to undo' },
      { hand: 'Click a wire, then Delete', does: 'Disconnects the two' },
      { hand: 'Drag the sheet', does: 'Moves the view' },
      {
        hand: 'Turn the wheel, or pinch',
        does: 'Zooms to where the pointer is; from afar only names, then only cards are drawn',
      },
    ],
  },
  {
    title: 'On the canvas, by keyboard',
    gestures: [
      { keys: ['Tab'], does: 'Goes to the next row, port or button' },
      { keys: ['ArrowUp', 'ArrowDown'], does: 'Walks along the wires, to the layer before or behind' },
      {
        keys: ['ArrowLeft', 'ArrowRight'],
        does: 'The same where the network runs from left to right',
      },
      { keys: ['Enter'], does: 'Goes to the parameters of the layer' },
      { keys: ['ContextMenu', 'Shift+F10'], does: 'Offers what can be done with what has the focus' },
      {
        keys: ['ArrowLeft', 'ArrowRight'],
        does: 'On a note or a group’s title: moves it, as do up and down',
      },
      { keys: ['Shift+ArrowRight', 'Shift+ArrowDown'], does: 'On a note: makes it larger' },
      { keys: ['Enter', 'F2'], does: 'On a note or a group’s title: writes in it' },
    ],
  },
  {
    title: 'While finding',
    gestures: [
      { hand: 'Type conv 3x3, >1M params, 56x56 or filters=64', does: 'Finds the layers that are all of it' },
      { keys: ['Enter', 'F3'], does: 'Next layer that was found, into blocks too' },
      { keys: ['Shift+Enter', 'Shift+F3'], does: 'The one before' },
      { keys: ['Alt+Enter'], does: 'Selects all that were found' },
      { keys: ['Escape'], does: 'Back to the canvas' },
    ],
  },
  {
    title: 'In numbers and lists',
    gestures: [
      { keys: ['ArrowUp', 'ArrowDown'], does: 'Makes a number larger or smaller; goes through a list' },
      { keys: ['Shift+ArrowUp', 'Shift+ArrowDown'], does: 'Ten steps at once' },
      { hand: 'Type 28*2+4', does: 'Numbers may be arithmetic' },
      {
        keys: ['Enter'],
        does: 'Takes what was typed; in the search for layers, adds the first that is found',
      },
      { keys: ['Escape'], does: 'Leaves the field as it was' },
      { keys: ['F1'], does: 'Says what the parameter means' },
    ],
  },
  {
    title: 'While presenting',
    gestures: [
      { keys: ['ArrowRight', 'Space', 'PageDown'], does: 'Next layer' },
      { keys: ['ArrowLeft', 'PageUp'], does: 'Layer before' },
      { keys: ['Home', 'End'], does: 'The whole network; the last layer' },
      { keys: ['Escape'], does: 'Back to the window' },
    ],
  },
];
