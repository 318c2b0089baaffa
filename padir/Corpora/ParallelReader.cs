namespace Gmlm.Padir.Corpora;

/// <summary>
/// Reads sentence pairs from two line-aligned files or from one tab-separated file; a name that ends in .gz is decompressed. A flawed line
/// is empty, far too long, or has a carriage return inside. In training data its pair is dropped and counted. In held-out data it is an
/// error, since scores on a smaller test set are not comparable.
/// </summary>
internal sealed class ParallelReader(bool heldOut)
{
    private readonly Dictionary<string, int> _dropped = new(StringComparer.Ordinal);

    /// <summary>How many pairs were left out so far, by reason.</summary>
    public IReadOnlyList<Dropped> Dropped => [.. _dropped.Select(entry => new Dropped(entry.Key, entry.Value))];

    /// <summary>Pairs the lines of two files by line number.</summary>
    /// <exception cref="CorpusException">A file is malformed, or the numbers of lines differ.</exception>
    public IEnumerable<SentencePair> Aligned(string sourcePath, string targetPath)
    {
        using var sourceStream = Open(sourcePath);
        using var targetStream = Open(targetPath);
        using var sources = new StrictLines(sourceStream, sourcePath).Read().GetEnumerator();
        using var targets = new StrictLines(targetStream, targetPath).Read().GetEnumerator();
        for (var lines = 0; ; lines++)
        {
            var (more, moreTargets) = (sources.MoveNext(), targets.MoveNext());
            if (more != moreTargets)
            {
                var longer = lines + 1 + Rest(more ? sources : targets);
                throw new CorpusException(
                    CorpusProblem.Malformed,
                    $"{sourcePath} has {(more ? longer : lines):#,0} lines and {targetPath} has {(more ? lines : longer):#,0}; line "
                        + $"{lines + 1:#,0} is missing in {(more ? targetPath : sourcePath)}; the files must be aligned line by line");
            }

            if (!more)
            {
                yield break;
            }

            if (Usable(sources.Current, sourcePath) && Usable(targets.Current, targetPath))
            {
                yield return new SentencePair(sources.Current.Text, targets.Current.Text);
            }
        }
    }

    /// <summary>The usable lines of one file.</summary>
    /// <exception cref="CorpusException">The file is malformed.</exception>
    public IEnumerable<string> Sentences(string path)
    {
        using var stream = Open(path);
        foreach (var line in new StrictLines(stream, path).Read().Where(line => Usable(line, path)))
        {
            yield return line.Text;
        }
    }

    /// <summary>Pairs the first two columns of each line; further columns are ignored.</summary>
    /// <exception cref="CorpusException">The file is malformed, or a line has no tab.</exception>
    public IEnumerable<SentencePair> Tabbed(string path)
    {
        using var stream = Open(path);
        foreach (var pair in Tabbed(stream, path))
        {
            yield return pair;
        }
    }

    /// <inheritdoc cref="Tabbed(string)"/>
    public IEnumerable<SentencePair> Tabbed(Stream stream, string file)
    {
        foreach (var line in new StrictLines(stream, file).Read())
        {
            if (string.IsNullOrWhiteSpace(line.Text))
            {
                Usable(line, file);
                continue;
            }

            if (line.Text.Split('\t') is not [var source, var target, ..])
            {
                throw new CorpusException(
                    CorpusProblem.Malformed, $"{file}, line {line.Number}: there is no tab; each line should hold source, tab, target");
            }

            if (Usable(line with { Text = source }, file) && Usable(line with { Text = target }, file))
            {
                yield return new SentencePair(source, target);
            }
        }
    }

    private static Stream Open(string path)
    {
        try
        {
            return TextFile.Open(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CorpusException(
                CorpusProblem.Missing, $"cannot read {path}: {error.Message.TrimEnd('.')}; mend its permissions", error);
        }
    }

    private bool Usable(TextLine line, string file)
    {
        if (line.Flaw is not { } flaw)
        {
            return true;
        }

        if (heldOut)
        {
            throw new CorpusException(
                CorpusProblem.Malformed, $"{file}, line {line.Number:#,0}: {flaw}; mend it, or take the line out of both sides");
        }

        _dropped[flaw] = _dropped.GetValueOrDefault(flaw) + 1;
        return false;
    }

    private static int Rest(IEnumerator<TextLine> lines)
    {
        var count = 0;
        while (lines.MoveNext())
        {
            count++;
        }

        return count;
    }
}
