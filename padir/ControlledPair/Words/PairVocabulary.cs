namespace Gmlm.Padir.ControlledPair;

/// <summary>
/// The ids of the controlled pair: pad 0, eos 1, unk 2, bos 3, the source's words, the target's words, then from the top down [MASK],
/// [LENGTH] and the position-specific [MASK_1] … [MASK_25] (24 tokens and the end). The same for every seed of a version.
/// </summary>
public sealed class PairVocabulary
{
    /// <summary>Padding.</summary>
    public const int Pad = 0;

    /// <summary>End of a sentence.</summary>
    public const int Eos = 1;

    /// <summary>A word not in the vocabulary.</summary>
    public const int Unknown = 2;

    /// <summary>Start of a sentence.</summary>
    public const int Bos = 3;

    /// <summary>The number of position-specific masks: one for each token of the longest sentence and one for its end.</summary>
    public const int PositionMasks = 25;

    private readonly string[] _words;
    private readonly Dictionary<string, int> _ids = [];

    internal PairVocabulary(IEnumerable<string> sourceWords, IEnumerable<string> targetWords)
    {
        string[] source = [.. sourceWords.Distinct()], target = [.. targetWords];
        (SourceWordCount, TargetWordCount) = (source.Length, target.Length);
        var masks = Enumerable.Range(1, PositionMasks).Reverse().Select(i => $"[MASK_{i}]");
        _words = ["[PAD]", "[EOS]", "[UNK]", "[BOS]", .. source, .. target, .. masks, "[LENGTH]", "[MASK]"];
        for (var id = 0; id < _words.Length; id++)
        {
            _ids.Add(_words[id], id); // throws if two forms are equal
        }
    }

    /// <summary>The number of ids.</summary>
    public int Count => _words.Length;

    /// <summary>The number of words of the source language, whose ids follow bos.</summary>
    public int SourceWordCount { get; }

    /// <summary>The number of words of the target language, whose ids follow those of the source language.</summary>
    public int TargetWordCount { get; }

    /// <summary>The single mask.</summary>
    public int Mask => Count - 1;

    /// <summary>The token before a source whose encoder state predicts the target's length.</summary>
    public int Length => Count - 2;

    /// <summary>The mask of one position, from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The position is not in 0 … 24.</exception>
    public int PositionMask(int position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, PositionMasks);
        return Count - 3 - position;
    }

    /// <summary>Whether an id is [MASK] or a position-specific mask.</summary>
    public bool IsMask(int id) => id == Mask || (id < Length && id >= Length - PositionMasks);

    /// <summary>The word of an id.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such id.</exception>
    public string Word(int id)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, Count);
        return _words[id];
    }

    /// <summary>The id of a word, or <see cref="Unknown"/>.</summary>
    public int Id(string word) => _ids.GetValueOrDefault(word, Unknown);

    /// <summary>Returns the ids of a text's words, which spaces separate.</summary>
    public int[] Encode(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Id)];

    /// <summary>The text of ids: the words before the first end of sentence, without padding, bos and [LENGTH].</summary>
    public string Decode(ReadOnlySpan<int> ids)
    {
        var words = new List<string>();
        foreach (var id in ids)
        {
            if (id == Eos)
            {
                break;
            }

            if (id != Pad && id != Bos && id != Length)
            {
                words.Add(Word(id));
            }
        }

        return string.Join(' ', words);
    }
}
