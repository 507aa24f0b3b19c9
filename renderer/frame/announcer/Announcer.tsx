import { observer } from 'mobx-react-lite';
import { useApp } from '../../document/app-context';

/** Read out by screen readers, never seen. */
export const Announcer = observer(function Announcer() {
  const { announcer } = useApp();
  return (
    <div className="visually-hidden" role="status" data-testid="announcer">
      {announcer.text}
    </div>
  );
});
