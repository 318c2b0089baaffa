namespace Gmlm.Padir.Corpora;

/// <summary>
/// A corpus in a folder of the user's. A split S in direction en-de is either S.en and S.de, aligned line by line, or S.en-de.tsv
/// (or S.de-en.tsv), whose columns are in the order of its name, or S.tsv, whose columns are in the order of the direction. Each name may
/// end in .gz.
/// </summary>
internal static class FolderCorpus
{
    private static readonly string[] Endings = ["", ".gz"];

    public static ParallelText Load(string folder, string split, Direction? wanted)
    {
        if (split.Contains('/') || split.Contains('\\'))
        {
            throw new CorpusException(
                CorpusProblem.Usage, $"'{split}' is not the name of a split; give a name such as train, and the folder as the corpus");
        }

        var direction = wanted
            ?? throw new CorpusException(
                CorpusProblem.Usage,
                $"{folder}: say from which language into which, for example --direction en-de; the folder has {Present(folder, split)}");
        var reader = new ParallelReader(heldOut: split != "train");
        Reading[] readings =
        [
            .. from source in Existing(folder, $"{split}.{direction.Source}")
               from target in Existing(folder, $"{split}.{direction.Target}")
               select new Reading(source, () => reader.Aligned(source, target)),
            .. Existing(folder, $"{split}.{direction}.tsv")
                .Concat(Existing(folder, $"{split}.tsv"))
                .Select(path => new Reading(path, () => reader.Tabbed(path))),
            .. Existing(folder, $"{split}.{direction.Reverse()}.tsv")
                .Select(path => new Reading(path, () => reader.Tabbed(path).Select(pair => pair.Reverse()))),
        ];

        return readings switch
        {
            [var only] => Whole(new ParallelText(folder, split, direction, [.. only.Pairs()], reader.Dropped), only.File),
            [] =>
                throw new CorpusException(
                    CorpusProblem.Missing,
                    $"{folder} has neither {split}.{direction.Source} with {split}.{direction.Target} nor {split}.{direction}.tsv nor "
                        + $"{split}.tsv (.gz too); it has {Present(folder, split)}"),
            _ =>
                throw new CorpusException(
                    CorpusProblem.Malformed,
                    $"{folder} has {split} for {direction} more than once: "
                        + $"{string.Join(" and ", readings.Select(reading => Path.GetFileName(reading.File)))}; leave one"),
        };
    }

    // Training may lose flawed lines, but a split that has lost all of them is an error.
    private static ParallelText Whole(ParallelText text, string file) => text.Pairs.Count > 0
        ? text
        : throw new CorpusException(
            CorpusProblem.Malformed,
            $"{file} leaves no pair to use: "
                + $"{string.Join(", ", text.Dropped.Select(dropped => $"{dropped.Count:#,0} × {dropped.Reason}"))}; each line should hold "
                + $"a sentence");

    private static IEnumerable<string> Existing(string folder, string name) =>
        Endings.Select(ending => Path.Combine(folder, name + ending)).Where(File.Exists);

    private static string Present(string folder, string split)
    {
        var names = Directory.GetFiles(folder, $"{split}.*").Select(Path.GetFileName).Order(StringComparer.Ordinal).Take(6).ToArray();
        return names.Length == 0 ? $"no file {split}.*" : string.Join(", ", names);
    }

    private sealed record Reading(string File, Func<IEnumerable<SentencePair>> Pairs);
}
