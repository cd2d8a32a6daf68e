"""The pictures of the site: previews of shared links, icons, and the graphic that groups show on their own sites."""
