// The front page of a copy: links to the app, such as ?region=US-MI#group-x, lead to the page of that place.
addEventListener("DOMContentLoaded", () => {
  const region = new URLSearchParams(location.search).get("region")
  const page = `r/${(region || "").trim().toUpperCase()}/index.html`
  const isKnown = [...document.querySelectorAll("a")].some((link) => link.getAttribute("href") === page)
  if (isKnown) location.replace(page + location.hash.replace("#group-", "#static-group-"))
})
