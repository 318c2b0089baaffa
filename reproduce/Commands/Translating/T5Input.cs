using System.Text.Json;
using Gmlm.Padir.Messages;
using Gmlm.Padir.T5;

namespace Gmlm.Reproduce.Commands.Translating;

/// <summary>
/// The input file of <c>t5</c>: <c>{"input_ids": [[…]], "decoder_input_ids": [[…]]}</c>. Both lists have equally many rows; the rows of a
/// list are equally long.
/// </summary>
/// <param name="Source">The token ids of the sources.</param>
/// <param name="Target">The token ids of the decoder's input.</param>
internal sealed record T5Input(int[][] Source, int[][] Target)
{
    private const string SourceKey = "input_ids";
    private const string TargetKey = "decoder_input_ids";

    // T5 has no maximum length, but the memory of attention grows with the square of the length.
    private const int LongestRow = 4096;

    /// <summary>Reads the file and checks it against the model.</summary>
    /// <exception cref="UserError">The file cannot be read or has another form; the message says where.</exception>
    public static T5Input Read(string path, T5Config config)
    {
        try
        {
            using var document = JsonDocument.Parse(Utf8File.Read(path));
            return Parse(path, document.RootElement, config);
        }
        catch (JsonException error)
        {
            throw UserError.Usage(
                $"{path}: not JSON (line {error.LineNumber + 1}); give {{\"{SourceKey}\": [[…]], \"{TargetKey}\": [[…]]}}");
        }
        catch (InvalidOperationException)
        {
            throw UserError.Usage($"{path}: holds text that is not Unicode");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw UserError.Missing($"--input: cannot read {path}: {error.Message.TrimEnd('.')}", error);
        }
    }

    private static T5Input Parse(string path, JsonElement root, T5Config config)
    {
        JsonProperty[] properties = root.ValueKind == JsonValueKind.Object ? [.. root.EnumerateObject()] : [];
        if (properties.Length != 2
            || !properties.Any(property => property.NameEquals(SourceKey))
            || !properties.Any(property => property.NameEquals(TargetKey)))
        {
            throw UserError.Usage($"{path}: it must be an object of exactly {SourceKey} and {TargetKey}");
        }

        var input = new T5Input(Rows(path, SourceKey, root, config), Rows(path, TargetKey, root, config));
        if (input.Source.Length != input.Target.Length)
        {
            throw UserError.Usage(
                $"{path}: {SourceKey} has {input.Source.Length} rows, {TargetKey} has {input.Target.Length}; give as many of each");
        }

        return config.PositionalAttention && input.Target[0].Length > config.Positions
            ? throw UserError.Usage(
                $"{path}: rows of {TargetKey} have {input.Target[0].Length} ids; this model knows {config.Positions} positions")
            : input;
    }

    private static int[][] Rows(string path, string key, JsonElement root, T5Config config)
    {
        var element = root.GetProperty(key);
        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() == 0)
        {
            throw UserError.Usage($"{path}: {key} must be a list of one row or more, each a list of ids");
        }

        int[][] rows = [.. element.EnumerateArray().Select((row, i) => Row($"{path}: {key}, row {i}", row, config))];
        var ragged = Array.FindIndex(rows, row => row.Length != rows[0].Length);
        return ragged < 0
            ? rows
            : throw UserError.Usage(
                $"{path}: {key}, row {ragged} has {rows[ragged].Length} ids, row 0 has {rows[0].Length}; fill up with the padding id "
                + $"{config.PadId}");
    }

    private static int[] Row(string where, JsonElement row, T5Config config)
    {
        if (row.ValueKind != JsonValueKind.Array || row.GetArrayLength() == 0)
        {
            throw UserError.Usage($"{where} must be a list of one id or more");
        }

        if (row.GetArrayLength() > LongestRow)
        {
            throw UserError.Usage($"{where} has {row.GetArrayLength()} ids; {LongestRow} are the most");
        }

        return
        [
            .. row.EnumerateArray().Select((id, i) =>
                id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out var value) && value >= 0 && value < config.VocabularySize
                    ? value
                    : throw UserError.Usage(
                        $"{where}, position {i}: {MessageText.Beginning(id.GetRawText())} is not an id of the vocabulary "
                        + $"(0 to {config.VocabularySize - 1})")),
        ];
    }
}
