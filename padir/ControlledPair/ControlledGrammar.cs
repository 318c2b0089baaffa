using System.Numerics;
using Gmlm.Padir.Randomness;

namespace Gmlm.Padir.ControlledPair;

/// <summary>A source and one of its translations: token ids, without end of sentence.</summary>
public readonly record struct TokenPair(int[] Source, int[] Target);

/// <summary>
/// The controlled language pair: English sources, an invented verb-final target, and p(target | source) known exactly. The README of this
/// folder describes the grammar. Immutable, so threads may share one.
/// </summary>
public sealed class ControlledGrammar
{
    /// <summary>The version there is.</summary>
    public const string CurrentVersion = "controlled-1";

    /// <summary>The fewest tokens of a source or a target, without end of sentence.</summary>
    public const int ShortestSentence = FrameTable.ShortestSentence;

    /// <summary>The most tokens of a source or a target, without end of sentence.</summary>
    public const int LongestSentence = FrameTable.LongestSentence;

    private readonly FrameTable _frames = new();
    private readonly MeaningSampler _sampler;
    private readonly SourceReader _reader;
    private readonly SourceWriter _writer;
    private readonly TargetWriter _target;
    private readonly MeaningTranslator _translator;

    /// <summary>The grammar that a seed deals out of a version's word lists.</summary>
    /// <param name="seed">Any value. It decides what the target's words mean and all probabilities; not the vocabulary, not the
    /// sources.</param>
    /// <param name="version">Only <see cref="CurrentVersion"/> so far.</param>
    /// <exception cref="ArgumentException">An unknown version.</exception>
    public ControlledGrammar(ulong seed, string version = CurrentVersion)
    {
        if (version != CurrentVersion)
        {
            throw new ArgumentException(
                $"There is no controlled grammar of version {version}; there is {CurrentVersion}.", nameof(version));
        }

        Seed = seed;
        Version = version;
        Vocabulary = WordForms.Vocabulary();
        Lexicon = Lexicon.Deal(Vocabulary, seed);
        _sampler = new MeaningSampler(_frames);
        var words = new SourceWords(Vocabulary);
        _writer = new SourceWriter(words);
        _reader = new SourceReader(words, _writer);
        _target = new TargetWriter(Lexicon, new TargetForms(Vocabulary, Lexicon));
        _translator = new MeaningTranslator(Lexicon);
    }

    /// <summary>What decides the dictionary.</summary>
    public ulong Seed { get; }

    /// <summary>What decides the words and the rules.</summary>
    public string Version { get; }

    /// <summary>The ids of both languages' words.</summary>
    public PairVocabulary Vocabulary { get; }

    /// <summary>The number of distinct sources, exactly.</summary>
    public BigInteger SourceCount => _frames.Frames.Aggregate(BigInteger.Zero, (sum, frame) => sum + FrameCount.Of(frame));

    /// <summary>The number of distinct sources with at least four translations of one length, exactly.</summary>
    public BigInteger EntangledSourceCount => _frames.Frames.Aggregate(BigInteger.Zero, (sum, frame) => sum + FrameCount.Entangled(frame));

    /// <summary>The probability that a sampled source has at least four translations of one length, up to rounding.</summary>
    public double EntangledProbability => _frames.Frames.Sum(frame =>
        _frames.Probability(frame) * (double)FrameCount.Entangled(frame) / (double)FrameCount.Of(frame));

    internal Lexicon Lexicon { get; }

    internal FrameTable Frames => _frames;

    internal MeaningTranslator Translator => _translator;

    /// <summary>Draws what a source says.</summary>
    internal Meaning SampleMeaning(SplitMix64 random) => _sampler.Sample(random);

    /// <summary>Draws a source.</summary>
    public int[] SampleSource(SplitMix64 random) => Source(SampleMeaning(random));

    /// <summary>Draws a translation from p(target | source).</summary>
    /// <exception cref="ArgumentException">Not a source of the grammar.</exception>
    public int[] SampleTarget(ReadOnlySpan<int> source, SplitMix64 random) => SampleTarget(Known(source), random);

    /// <summary>Draws a translation of a meaning.</summary>
    internal int[] SampleTarget(Meaning meaning, SplitMix64 random) => Target(meaning, _translator.Sample(meaning, random));

    /// <summary>The source that says this.</summary>
    internal int[] Source(Meaning meaning)
    {
        Span<int> tokens = stackalloc int[LongestSentence];
        return tokens[..WriteSource(meaning, tokens)].ToArray();
    }

    internal int WriteSource(Meaning meaning, Span<int> tokens) => _writer.Write(meaning, tokens);

    /// <summary>The translation under these choices, which the meaning must allow.</summary>
    internal int[] Target(Meaning meaning, Choices choices)
    {
        Span<int> tokens = stackalloc int[LongestSentence];
        return tokens[.._target.Write(meaning, choices, tokens)].ToArray();
    }

    /// <summary>What a source says, or null where the tokens are no source of the grammar.</summary>
    internal Meaning? Read(ReadOnlySpan<int> source) =>
        _reader.Read(source) is { } meaning && _frames.Probability(Frame.Of(meaning)) > 0 ? meaning : null;

    /// <summary>Whether the tokens are a source of the grammar.</summary>
    public bool IsSource(ReadOnlySpan<int> source) => Read(source) is not null;

    /// <summary>The probability of a source: that of its frame, shared equally by the frame's sources. 0 for what is none.</summary>
    public double SourceProbability(ReadOnlySpan<int> source) => Read(source) is { } meaning
        ? _frames.Probability(Frame.Of(meaning)) / (double)FrameCount.Of(Frame.Of(meaning))
        : 0;

    /// <summary>All valid translations with their probabilities, at most 256.</summary>
    /// <exception cref="ArgumentException">Not a source of the grammar.</exception>
    public TranslationDistribution Translations(ReadOnlySpan<int> source) => Translations(Known(source));

    /// <summary>All valid translations of a meaning.</summary>
    internal TranslationDistribution Translations(Meaning meaning) =>
        new(
            _translator.All(meaning)
                .Select(choices => new Translation(Target(meaning, choices), _translator.Probability(meaning, choices))));

    /// <summary>The valid translations of one length, their probabilities given the length, or null where there are none.</summary>
    /// <exception cref="ArgumentException">Not a source of the grammar.</exception>
    public FixedLengthTranslations? Translations(ReadOnlySpan<int> source, int length) => Translations(source).GivenLength(length);

    /// <summary>Whether the target translates the source.</summary>
    /// <exception cref="ArgumentException">Not a source of the grammar.</exception>
    public bool IsValid(ReadOnlySpan<int> source, ReadOnlySpan<int> target) => Translations(source).Contains(target);

    private Meaning Known(ReadOnlySpan<int> source) => Read(source)
        ?? throw new ArgumentException($"Not a source of the controlled grammar: {Vocabulary.Decode(source)}.", nameof(source));
}
