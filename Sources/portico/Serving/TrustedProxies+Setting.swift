import HTTP

extension TrustedProxies {
    /// Reads a list of addresses, with commas between; an empty one is of nobody.
    init(_ setting: Setting) throws(Failure) {
        self.init()
        if setting.value.isEmpty { return }
        for word in setting.value.split(separator: ",", omittingEmptySubsequences: false) {
            let word = word.trimmingPrefix { $0 == " " }
            guard add(word) else {
                throw Failure(
                    .usage,
                    "\(setting.origin): «\(word)» is no address: give those of proxies, networks such as 10.0.0.0/8, or unix for --uds, with commas between"
                )
            }
        }
    }
}
