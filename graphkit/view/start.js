// The page in one function of its own; what goes wrong is said, and the tables for readers without scripts are named.
(async () => {
'use strict';
try {
/* parts */
} catch (error) {
  const notice = document.createElement('p');
  notice.className = 'notice';
  notice.setAttribute('role', 'alert');
  notice.textContent = `This browser cannot draw the picture (${error.message}). With scripts off, all facts are here as tables.`;
  document.querySelector('header').after(notice);
  throw error;
}
})();
