using System.Security.Cryptography;
using System.Text;
using Gmlm.Padir.Messages;
using Gmlm.Padir.Weights;
using Microsoft.ML.Tokenizers;

namespace Gmlm.Padir.Tokens;

/// <summary>
/// Converts text to token ids and back, by a SentencePiece unigram model. Above the model's pieces are the special tokens that no text can
/// produce, as T5 places its sentinels: [MASK], [LENGTH], [MASK_1] … [MASK_L]. The model's own first ids are pad 0, eos 1, unk 2, bos 3.
/// </summary>
public sealed class Vocabulary
{
    /// <summary>The padding after the end of a sequence.</summary>
    public const int Pad = 0;

    /// <summary>The end of a sequence.</summary>
    public const int End = 1;

    /// <summary>Text that no piece covers. It is never used as the mask.</summary>
    public const int Unknown = 2;

    /// <summary>The first input of the autoregressive decoder.</summary>
    public const int Begin = 3;

    /// <summary>The default number of position-specific masks, which bounds the length of a target.</summary>
    public const int DefaultMaskRange = 256;

    private readonly SentencePieceTokenizer _tokenizer;
    private readonly string[] _pieces;

    private Vocabulary(SentencePieceTokenizer tokenizer, string sha256, int maskRange)
    {
        _tokenizer = tokenizer;
        _pieces = new string[tokenizer.Vocabulary.Count];
        foreach (var (piece, id) in tokenizer.Vocabulary)
        {
            _pieces[id] = piece;
        }

        Sha256 = sha256;
        MaskRange = maskRange;
    }

    /// <summary>SHA-256 of the model file.</summary>
    public string Sha256 { get; }

    /// <summary>The number of the model's pieces, whose ids are 0 … Pieces − 1.</summary>
    public int Pieces => _pieces.Length;

    /// <summary>The id of [MASK].</summary>
    public int Mask => Pieces;

    /// <summary>The id of [LENGTH], which precedes a source whose target length is to be predicted.</summary>
    public int Length => Pieces + 1;

    /// <summary>L, the number of position-specific masks.</summary>
    public int MaskRange { get; }

    /// <summary>The number of all ids, which is the number of rows of the embedding.</summary>
    public int Size => Pieces + 2 + MaskRange;

    /// <summary>Loads a model file.</summary>
    /// <param name="path">A SentencePiece unigram model with pad 0, eos 1, unk 2, bos 3.</param>
    /// <param name="maskRange">L, the number of position-specific masks.</param>
    /// <exception cref="InvalidDataException">The file is not such a model; the message says what to do.</exception>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    public static Vocabulary Load(string path, int maskRange = DefaultMaskRange)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maskRange);
        var bytes = File.ReadAllBytes(path);
        if (GitLfsPointer.Begins(bytes))
        {
            throw new InvalidDataException($"{path}: {GitLfsPointer.Complaint}");
        }

        try
        {
            var tokenizer = SentencePieceTokenizer.Create(new MemoryStream(bytes), addBeginningOfSentence: false, addEndOfSentence: false);
            var vocabulary = new Vocabulary(tokenizer, Convert.ToHexStringLower(SHA256.HashData(bytes)), maskRange);
            return (
                vocabulary._pieces[Pad],
                tokenizer.EndOfSentenceId,
                tokenizer.UnknownId,
                tokenizer.BeginningOfSentenceId) == ("<pad>", End, Unknown, Begin)
                ? vocabulary
                : throw new InvalidDataException(
                    $"{path}: the special ids are not pad 0, eos 1, unk 2, bos 3; train it with --pad_id=0 --eos_id=1 --unk_id=2 "
                        + $"--bos_id=3");
        }
        catch (Exception error) when (error is not InvalidDataException)
        {
            throw new InvalidDataException(
                $"{path} is not a SentencePiece unigram model: {MessageText.Beginning(error.Message.TrimEnd('.'))}; `make vocab` makes one",
                error);
        }
    }

    /// <summary>Loads the model that comes with the program under this name, for example multi30k-en-de.</summary>
    /// <exception cref="FileNotFoundException">No model has this name.</exception>
    public static Vocabulary Named(string name, int maskRange = DefaultMaskRange) => Load(PathOf(name), maskRange);

    /// <summary>Loads the model that comes with the program under this name or, if no model has the name, the file at this path.</summary>
    /// <exception cref="InvalidDataException">The file is not such a model.</exception>
    /// <exception cref="FileNotFoundException">There is neither a model of this name nor such a file.</exception>
    public static Vocabulary Find(string name) => Path.GetFileName(name) == name && File.Exists(PathOf(name)) ? Named(name) : Load(name);

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "vocab", name + ".model");

    /// <summary>The id of [MASK_<paramref name="position"/>], for positions from 1 to <see cref="MaskRange"/>.</summary>
    public int MaskAt(int position)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(position, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, MaskRange);
        return Pieces + 1 + position;
    }

    /// <summary>
    /// The ids that spm_encode gives, with the end token if requested. Where two segmentations are equally likely, such as 0·00 and 00·0,
    /// the result may differ from spm_encode's; this was seen in 15 of 339,626 sentences.
    /// </summary>
    /// <exception cref="InvalidDataException">The model is damaged in a part that only some texts use.</exception>
    public int[] Encode(string text, bool end = false)
    {
        var ids = new List<int>();
        foreach (var id in Ids(Controls.Normalise(text)))
        {
            // SentencePiece merges neighbouring unknown pieces into one unknown token; the tokenizer library returns one token for each.
            if (id != Unknown || ids is not [.., Unknown])
            {
                ids.Add(id);
            }
        }

        if (end)
        {
            ids.Add(End);
        }

        return [.. ids];
    }

    // If the offsets in the model's normalisation table are damaged, the library reads beyond the table and throws.
    private IReadOnlyList<int> Ids(string text)
    {
        try
        {
            return _tokenizer.EncodeToIds(text);
        }
        catch (Exception error) when (error is ArgumentException or IndexOutOfRangeException or InvalidOperationException)
        {
            throw new InvalidDataException(
                $"the SentencePiece model of SHA-256 {Sha256} is damaged: it cannot take a text apart; `make vocab` makes one", error);
        }
    }

    /// <summary>The ids of each text.</summary>
    public int[][] Encode(IReadOnlyList<string> texts, bool end = false) => [.. texts.Select(text => Encode(text, end))];

    /// <summary>
    /// The text of the ids before the first end token, as spm_decode gives it. An unknown token becomes ⁇; masks and padding become
    /// nothing.
    /// <see cref="PieceOf"/> shows every token.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">An id is not in the vocabulary.</exception>
    public string Decode(IEnumerable<int> ids)
    {
        var text = new StringBuilder();
        foreach (var id in ids.TakeWhile(id => id != End))
        {
            ArgumentOutOfRangeException.ThrowIfNegative(id);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, Size);
            var piece = id == Unknown ? " ⁇ " : id is Pad or Begin || id >= Pieces ? "" : _pieces[id];

            // SentencePiece puts a space before each sentence; it is removed here.
            text.Append(text.Length == 0 && piece.StartsWith('▁') ? piece[1..] : piece);
        }

        return text.Replace('▁', ' ').ToString();
    }

    /// <summary>The text of each sequence.</summary>
    public string[] Decode(IReadOnlyList<IEnumerable<int>> sequences) => [.. sequences.Select(Decode)];

    /// <summary>The notation of an id in a decoding trace: the piece, or [MASK], [LENGTH], [MASK_i].</summary>
    public string PieceOf(int id)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, Size);
        return id < Pieces
            ? _pieces[id]
            : id == Mask ? "[MASK]" : id == Length ? "[LENGTH]" : FormattableString.Invariant($"[MASK_{id - Pieces - 1}]");
    }
}
