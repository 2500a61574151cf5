// The folder of snippets holds each page as .md too, for other tools.
const docs = { routeBasePath: "/", include: ["*.md", "**/*.mdx"] };

module.exports = {
  title: "Models",
  url: "https://docs.example.com",
  baseUrl: "/",
  onBrokenLinks: "throw",
  plugins: [["@docusaurus/plugin-content-docs", docs]],
  themes: ["@docusaurus/theme-classic"],
};
