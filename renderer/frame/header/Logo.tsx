/** Feature maps that get smaller and deeper. */
export function Logo() {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
      <rect x="1" y="5" width="9" height="14" rx="2" fill="var(--c-conv)" />
      <rect x="7" y="3" width="7" height="12" rx="2" fill="var(--c-pool)" />
      <rect x="13" y="1" width="6" height="9" rx="2" fill="var(--c-act)" />
    </svg>
  );
}
