// The front page of a copy: links to the app, such as ?region=US-MI&lang=es#group-x, lead to the page of that place.
addEventListener("DOMContentLoaded", () => {
  const asked = new URLSearchParams(location.search)
  const leadsTo = (page) => [...document.querySelectorAll("a")].some((link) => link.getAttribute("href") === page)
  const language = `${(asked.get("lang") || "").trim().toLowerCase()}/`
  const folder = leadsTo(`${language}r/index.html`) ? language : ""
  const page = `r/${(asked.get("region") || "").trim().toUpperCase()}/index.html`
  if (leadsTo(page)) location.replace(folder + page + location.hash.replace("#group-", "#static-group-"))
  else if (folder) location.replace(`${folder}index.html`)
})
