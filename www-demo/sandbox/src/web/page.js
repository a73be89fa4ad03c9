// Replaces the list in place: a reload would lose the scroll position.
setInterval(async () => {
  try {
    const text = await (await fetch(location.href)).text();
    const fresh = new DOMParser().parseFromString(text, 'text/html').querySelector('main');
    const shown = document.querySelector('main');
    if (fresh && fresh.innerHTML !== shown.innerHTML) shown.replaceWith(fresh);
  } catch {
    // The sandbox has stopped; it may come back.
  }
}, 2000);
