using System.Text.Json;
using Gmlm.Padir.Messages;
using Gmlm.Padir.Weights;

namespace Gmlm.Padir.T5;

/// <summary>
/// The weights files of a folder in Hugging Face's layout: model.safetensors, or shards with an index from tensors to files.
/// </summary>
internal sealed class HuggingFaceFiles
{
    /// <summary>The name of the shards' index.</summary>
    public const string IndexFile = "model.safetensors.index.json";

    private const string MapKey = "weight_map";

    private readonly string _folder;
    private readonly string[] _files;
    private readonly Dictionary<string, string>? _index; // tensor → file; null for a single file

    private HuggingFaceFiles(string folder, Dictionary<string, string>? index)
    {
        (_folder, _index) = (folder, index);
        _files = index is null ? [HuggingFaceCheckpoint.WeightsFile] : [.. index.Values.Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The file that errors about all weights together name: the index, or the single file.</summary>
    public string Name => _index is null ? HuggingFaceCheckpoint.WeightsFile : IndexFile;

    /// <summary>Finds the files of a folder. A single file takes precedence over an index.</summary>
    /// <exception cref="CheckpointException">
    /// The index is malformed, or there are shards without an index; the message begins with the index's name.
    /// </exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static HuggingFaceFiles Of(string folder)
    {
        if (File.Exists(Path.Combine(folder, HuggingFaceCheckpoint.WeightsFile)))
        {
            return new HuggingFaceFiles(folder, null);
        }

        var index = Path.Combine(folder, IndexFile);
        if (File.Exists(index))
        {
            return new HuggingFaceFiles(folder, Named.In(IndexFile, () => Index(File.ReadAllText(index))));
        }

        return Directory.EnumerateFiles(folder, "model-*-of-*.safetensors").Any()
            ? throw new CheckpointException(
                $"{IndexFile}: it is missing, but the weights are sharded (model-…-of-….safetensors); copy it beside them")
            : new HuggingFaceFiles(folder, null);
    }

    /// <summary>Reads the names and shapes of all tensors, without their values.</summary>
    /// <exception cref="CheckpointException">A file lacks a tensor that the index assigns to it, or holds one that it does not.</exception>
    /// <exception cref="SafetensorsException">A file is malformed; the message begins with its name.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public IReadOnlyList<WeightEntry> Entries() => [.. _files.SelectMany(file => Named.In(file, () => Entries(file)))];

    /// <summary>Reads all tensors.</summary>
    /// <inheritdoc cref="Entries()"/>
    public IReadOnlyList<WeightTensor> Tensors() =>
        RowScale.Unpack([.. _files.SelectMany(file => Named.In(file, () => SafetensorsReader.Read(Path.Combine(_folder, file))))]);

    private IReadOnlyList<WeightEntry> Entries(string file)
    {
        var entries = SafetensorsHeader.Read(Path.Combine(_folder, file)).Entries;
        if (_index is null)
        {
            return entries;
        }

        var here = entries.Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        if (_index.FirstOrDefault(pair => pair.Value == file && !here.Contains(pair.Key)).Key is { } missing)
        {
            throw new CheckpointException($"tensor {MessageText.Quote(missing)} is missing; {IndexFile} has it there");
        }

        return here.FirstOrDefault(name => _index.GetValueOrDefault(name) != file) is { } extra
            ? throw new CheckpointException($"tensor {MessageText.Quote(extra)} is extra; {IndexFile} does not have it there")
            : entries;
    }

    private static Dictionary<string, string> Index(string text)
    {
        if (GitLfsPointer.Begins(text))
        {
            throw new CheckpointException(GitLfsPointer.Complaint);
        }

        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var root = document.RootElement;
            var map = root.ValueKind == JsonValueKind.Object && root.TryGetProperty(MapKey, out var found) ? found : default;
            if (map.ValueKind != JsonValueKind.Object || !map.EnumerateObject().Any())
            {
                throw new CheckpointException($"{MapKey} is missing; it must be an object that names each tensor's file");
            }

            return map.EnumerateObject().ToDictionary(tensor => tensor.Name, tensor => FileOf(tensor), StringComparer.Ordinal);
        }
        catch (JsonException error)
        {
            throw new CheckpointException($"not JSON (line {error.LineNumber + 1})", error);
        }
        catch (InvalidOperationException error)
        {
            throw new CheckpointException("holds text that is not Unicode", error);
        }
    }

    // Only a plain file name is allowed, so that an index cannot refer to files outside its folder.
    private static string FileOf(JsonProperty tensor)
    {
        var file = tensor.Value.ValueKind == JsonValueKind.String ? tensor.Value.GetString()! : "";
        var (name, given) = (MessageText.Quote(tensor.Name), MessageText.Quote(tensor.Value.GetRawText()));
        return file.EndsWith(".safetensors", StringComparison.Ordinal) && file.AsSpan().IndexOfAny('/', '\\', '\0') < 0
            ? file
            : throw new CheckpointException($"tensor {name}: {given} is not the name of a .safetensors file beside the index");
    }
}
