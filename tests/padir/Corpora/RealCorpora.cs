using Gmlm.Padir.Corpora;
using Xunit;

namespace Gmlm.Padir.Tests.Corpora;

/// <summary>
/// The real corpora, from the cache or the mirror and never from the network. A test whose corpus is in neither is skipped with a message.
/// </summary>
internal static class RealCorpora
{
    private static readonly Dictionary<string, CorpusLibrary> Libraries = [];

    public static ParallelText Load(string name, string split, Direction? direction = null)
    {
        lock (Libraries)
        {
            return Library(name).Load(name, split, direction);
        }
    }

    public static MonolingualText Texts(string name, string language)
    {
        lock (Libraries)
        {
            return Library(name).Texts(name, language);
        }
    }

    private static CorpusLibrary Library(string name) => Libraries.TryGetValue(name, out var known) ? known : Libraries[name] = new CorpusLibrary(StoreWith(name));

    private static CorpusStore StoreWith(string name)
    {
        var entry = Catalogue.Find(name);
        var usual = CorpusPlaces.Resolve(null, null, Checkout.Root);
        if (new CorpusStore(usual).Has(entry) && (entry.KeptFrom is null || new CorpusStore(usual).Has(Catalogue.Find(entry.KeptFrom))))
        {
            return new CorpusStore(usual);
        }

        Assert.SkipWhen(usual.Mirror is null, $"{name} is neither in the cache {usual.Cache} nor is there a mirror; `data fetch {name}` brings it");
        return new CorpusStore(usual with { Cache = Path.Combine(Path.GetTempPath(), $"corpora-under-test-{Environment.UserName}") });
    }
}
