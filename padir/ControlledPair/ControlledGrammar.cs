using Gmlm.Padir.Randomness;

namespace Gmlm.Padir.ControlledPair;

/// <summary>A source and one of its translations as token ids, without end token.</summary>
public readonly record struct TokenPair(int[] Source, int[] Target);

/// <summary>
/// The controlled language pair: English sources, targets in an invented verb-final language, and the exact p(target | source). The README
/// of this folder describes the grammar. Immutable, so that threads can share one.
/// </summary>
public sealed class ControlledGrammar
{
    /// <summary>The version of the word lists and of the rules.</summary>
    public const string CurrentVersion = "controlled-1";

    /// <summary>The largest number of tokens of a source or a target, without end token.</summary>
    public const int LongestSentence = FrameTable.LongestSentence;

    private readonly FrameTable _frames = new();
    private readonly MeaningSampler _sampler;
    private readonly SourceReader _reader;
    private readonly SourceWriter _writer;
    private readonly TargetWriter _target;
    private readonly MeaningTranslator _translator;

    /// <summary>Makes the grammar of a seed.</summary>
    /// <param name="seed">
    /// Any value. It determines the meanings of target words and all probabilities; vocabulary and sources are the same for all seeds.
    /// </param>
    public ControlledGrammar(ulong seed)
    {
        Vocabulary = WordForms.Vocabulary();
        Lexicon = Lexicon.Deal(Vocabulary, seed);
        _sampler = new MeaningSampler(_frames);
        var words = new SourceWords(Vocabulary);
        _writer = new SourceWriter(words);
        _reader = new SourceReader(words, _writer);
        _target = new TargetWriter(Lexicon, new TargetForms(Vocabulary, Lexicon));
        _translator = new MeaningTranslator(Lexicon);
    }

    /// <summary>The vocabulary of both languages.</summary>
    public PairVocabulary Vocabulary { get; }

    internal Lexicon Lexicon { get; }

    internal FrameTable Frames => _frames;

    /// <summary>Draws the meaning of a source.</summary>
    internal Meaning SampleMeaning(SplitMix64 random) => _sampler.Sample(random);

    /// <summary>Draws a translation of a meaning.</summary>
    internal int[] SampleTarget(Meaning meaning, SplitMix64 random) => Target(meaning, _translator.Sample(meaning, random));

    /// <summary>Returns the source with a meaning.</summary>
    internal int[] Source(Meaning meaning)
    {
        Span<int> tokens = stackalloc int[LongestSentence];
        return tokens[..WriteSource(meaning, tokens)].ToArray();
    }

    internal int WriteSource(Meaning meaning, Span<int> tokens) => _writer.Write(meaning, tokens);

    /// <summary>Returns the translation with the given choices, which the meaning must allow.</summary>
    internal int[] Target(Meaning meaning, Choices choices)
    {
        Span<int> tokens = stackalloc int[LongestSentence];
        return tokens[.._target.Write(meaning, choices, tokens)].ToArray();
    }

    /// <summary>Returns the meaning of a source; null if the tokens are not a source of the grammar.</summary>
    internal Meaning? Read(ReadOnlySpan<int> source) =>
        _reader.Read(source) is { } meaning && _frames.Probability(Frame.Of(meaning)) > 0 ? meaning : null;

    /// <summary>Returns all valid translations with their probabilities, at most 256.</summary>
    /// <exception cref="ArgumentException">The tokens are not a source of the grammar.</exception>
    public TranslationDistribution Translations(ReadOnlySpan<int> source) => Translations(Known(source));

    /// <summary>Returns all valid translations of a meaning.</summary>
    internal TranslationDistribution Translations(Meaning meaning) =>
        new(
            _translator.All(meaning)
                .Select(choices => new Translation(Target(meaning, choices), _translator.Probability(meaning, choices))));

    /// <summary>Returns the valid translations of one length, with their probabilities given the length; null if there are none.</summary>
    /// <exception cref="ArgumentException">The tokens are not a source of the grammar.</exception>
    public FixedLengthTranslations? Translations(ReadOnlySpan<int> source, int length) => Translations(source).GivenLength(length);

    /// <summary>Whether a target is a valid translation of a source.</summary>
    /// <exception cref="ArgumentException">The tokens are not a source of the grammar.</exception>
    public bool IsValid(ReadOnlySpan<int> source, ReadOnlySpan<int> target) => Translations(source).Contains(target);

    private Meaning Known(ReadOnlySpan<int> source) => Read(source)
        ?? throw new ArgumentException($"Not a source of the controlled grammar: {Vocabulary.Decode(source)}.", nameof(source));
}
