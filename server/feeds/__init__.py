"""What tells others of this server: the feed of releases, the sitemap, robots.txt, oEmbed."""
