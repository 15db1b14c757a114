extension Migrations {
    /// The domain that a website key belongs to, so that `shop.acme.example` and `acme.example` are seen to be alike.
    ///
    /// Keys with a path stand for a page of a shared host, and names such as `co.uk` are nobody's domain: null.
    static let websiteDomains = """
        ALTER TABLE organization ADD COLUMN website_domain TEXT GENERATED ALWAYS AS (
            CASE WHEN website_key NOT GLOB '*/*' AND \(lastTwoLabels) NOT GLOB 'co.??' AND \(lastTwoLabels) NOT GLOB 'com.??'
                AND \(lastTwoLabels) NOT GLOB 'org.??' AND \(lastTwoLabels) NOT GLOB 'net.??'
            THEN \(lastTwoLabels) END) VIRTUAL;
        CREATE INDEX organization_website_domain ON organization (website_domain) WHERE website_domain IS NOT NULL;
        """

    /// `rtrim` of every letter that the key has leaves what ends in its last dot; twice, what is before the last two
    /// labels.
    private static let lastTwoLabels = """
        substr(website_key, length(rtrim(rtrim(rtrim(website_key, replace(website_key, '.', '')), '.'),
            replace(website_key, '.', ''))) + 1)
        """
}
