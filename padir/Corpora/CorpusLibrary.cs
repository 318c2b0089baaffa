using System.IO.Compression;

namespace Gmlm.Padir.Corpora;

/// <summary>
/// Loads corpora by name or folder, cleaned and split so that training leaks nothing into the held-out splits. A named corpus that is not
/// cached is fetched. The splits are train, val and test (or a test set's own name). Not thread-safe.
/// </summary>
public sealed class CorpusLibrary(CorpusStore store)
{
    // Cleaned splits by corpus name. Splitting needs all pairs of the corpus, so the splits are made together and kept.
    private readonly Dictionary<string, (Splits Splits, IReadOnlyList<Dropped> Dropped)> _made = [];

    /// <summary>Loads one split in one direction.</summary>
    /// <param name="name">A corpus of the catalogue, or a folder.</param>
    /// <param name="split">train, val, test, or a test set's own name.</param>
    /// <param name="direction">The translation direction; null for the corpus's default. A folder has no default.</param>
    /// <exception cref="CorpusException">The corpus, split or direction does not exist, cannot be obtained, or is malformed.</exception>
    public ParallelText Load(string name, string split, Direction? direction = null)
    {
        if (Catalogue.All.All(entry => entry.Name != name) && Directory.Exists(name))
        {
            return FolderCorpus.Load(name, split, direction);
        }

        var corpus = Catalogue.Find(name);
        var chosen = corpus.DirectionOf(direction);
        var text = Load(corpus, corpus.SplitName(split));
        return chosen == text.Direction ? text : text.Reverse();
    }

    /// <summary>
    /// Loads the texts of a corpus in one language, deduplicated. Training sentences of the corpus that the texts add to, and sentences
    /// near to its held-out ones (<see cref="NearDuplicates"/>), are left out.
    /// </summary>
    /// <param name="name">A corpus of the catalogue that has texts.</param>
    /// <param name="language">A language code, for example "en".</param>
    /// <exception cref="CorpusException">The texts do not exist, cannot be obtained, or are malformed.</exception>
    public MonolingualText Texts(string name, string language)
    {
        var corpus = Catalogue.Find(name);
        var reader = new ParallelReader(heldOut: false);
        string[] read = [.. corpus.TextFiles(language).SelectMany(file => reader.Sentences(Obtain(corpus, file)))];
        string[] distinct = [.. read.Distinct(StringComparer.Ordinal)];
        var others = Catalogue.Find(corpus.KeptFrom!);
        string[] Side(string split)
        {
            var text = Load(others, split);
            return [.. text.Pairs.Select(pair => text.Direction.Source == language ? pair.Source : pair.Target)];
        }

        string[] further = [.. distinct.Except(Side("train"), StringComparer.Ordinal)];
        var heldOut = new NearDuplicates(others.Splits.Keys.Where(split => split != "train").SelectMany(Side));
        var near = $"shares {NearDuplicates.DefaultPercent} % of its words (Jaccard) with a held-out sentence of {others.Name}";
        string[] kept = [.. further.AsParallel().AsOrdered().Where(sentence => !heldOut.Near(sentence))];
        Dropped[] dropped =
        [
            .. reader.Dropped,
            new("repeated", read.Length - distinct.Length),
            new($"a training sentence of {others.Name}", distinct.Length - further.Length),
            new(near, further.Length - kept.Length),
        ];
        return new MonolingualText(name, language, kept, [.. dropped.Where(entry => entry.Count > 0)]);
    }

    private ParallelText Load(CatalogueEntry corpus, string split)
    {
        var (pairs, dropped) = corpus.Cleaning switch
        {
            Cleaning.Groups => Grouped(corpus, split),
            Cleaning.NearDuplicates when split == "train" => WithoutNearDuplicates(corpus, split),
            _ => AsPublished(corpus, split),
        };
        return new ParallelText(
            corpus.Name, split, Direction.Parse(corpus.Directions[0]), pairs, [.. dropped.Where(entry => entry.Count > 0)]);
    }

    private (IReadOnlyList<SentencePair> Pairs, IReadOnlyList<Dropped> Dropped) AsPublished(CatalogueEntry corpus, string split)
    {
        var reader = new ParallelReader(heldOut: split != "train");
        return corpus.Splits[split] is [var source, var target]
            ? ([.. reader.Aligned(Obtain(corpus, source), Obtain(corpus, target))], reader.Dropped)
            : throw new InvalidOperationException($"the catalogue gives {corpus.Name} {split} no two files");
    }

    private (IReadOnlyList<SentencePair> Pairs, IReadOnlyList<Dropped> Dropped) WithoutNearDuplicates(CatalogueEntry corpus, string split)
    {
        var (pairs, dropped) = AsPublished(corpus, split);
        SentencePair[] heldOut =
        [
            .. corpus.Splits.Keys.Where(other => other != split).SelectMany(other => AsPublished(corpus, other).Pairs),
        ];
        var kept = NearDuplicates.Without(pairs, heldOut);
        return (
            kept,
            [
                .. dropped,
                new Dropped(
                    $"a side shares {NearDuplicates.DefaultPercent} % of its words (Jaccard) with a held-out sentence",
                    pairs.Count - kept.Count),
            ]);
    }

    private (IReadOnlyList<SentencePair> Pairs, IReadOnlyList<Dropped> Dropped) Grouped(CatalogueEntry corpus, string split)
    {
        var path = Obtain(corpus, corpus.Splits[split][0]);
        if (!_made.TryGetValue(corpus.Name, out var made))
        {
            var reader = new ParallelReader(heldOut: false);
            using var archive = ZipFile.OpenRead(path);
            using var stream = archive.GetEntry(corpus.Archived!)!.Open();
            var splits = GroupedSplit.Make(reader.Tabbed(stream, $"{path}: {corpus.Archived}"));
            _made[corpus.Name] = made = (splits, [.. reader.Dropped, .. splits.Dropped]);
        }

        // Cleaning comes before splitting, so the dropped pairs belong to no split. They are reported with the training data.
        return split switch
        {
            "train" => (made.Splits.Train, made.Dropped),
            "val" => (made.Splits.Validation, []),
            _ => (made.Splits.Test, []),
        };
    }

    private string Obtain(CatalogueEntry corpus, string file) =>
        store.Obtain(corpus, corpus.Files.Single(candidate => candidate.Name == file));
}
