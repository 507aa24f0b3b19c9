import { CircleHelp } from 'lucide-react';
import { later } from '../../components/later';
import { IconMenu } from './IconMenu';

const HelpEntries = later(() => import('./HelpEntries').then((module) => module.HelpEntries));

export function HelpMenu() {
  return (
    <IconMenu label="Help" icon={<CircleHelp size={16} />}>
      <HelpEntries />
    </IconMenu>
  );
}
