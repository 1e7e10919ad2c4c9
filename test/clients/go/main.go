// Calls operations by name with the AWS SDK for Go: one JSON object a line in, one out.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"
	"time"

	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/aws/awserr"
	"github.com/aws/aws-sdk-go/aws/credentials"
	"github.com/aws/aws-sdk-go/aws/session"
	"github.com/aws/aws-sdk-go/service/mturk"
)

type call struct {
	Operation string
	Input     map[string]any
}

type answer struct {
	OK      bool   `json:"ok"`
	Output  any    `json:"output,omitempty"`
	Code    string `json:"code,omitempty"`
	Message string `json:"message,omitempty"`
}

func main() {
	client := mturk.New(session.Must(session.NewSession(&aws.Config{
		Endpoint:    aws.String(os.Args[1]),
		Region:      aws.String("us-east-1"),
		Credentials: credentials.NewStaticCredentials("WALKER", "secret", ""),
		MaxRetries:  aws.Int(0),
	})))
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(make([]byte, 1<<20), 1<<20)
	for lines.Scan() {
		told, err := json.Marshal(carryOut(client, lines.Bytes()))
		if err != nil {
			panic(err)
		}
		fmt.Println(string(told))
	}
}

func carryOut(client *mturk.MTurk, line []byte) answer {
	var asked call
	if err := json.Unmarshal(line, &asked); err != nil {
		panic(err)
	}
	method := reflect.ValueOf(client).MethodByName(asked.Operation)
	input := reflect.New(method.Type().In(0).Elem())
	fill(input.Interface(), asked.Input)
	results := method.Call([]reflect.Value{input})
	if err, failed := results[1].Interface().(error); failed {
		var refused awserr.Error
		if !errors.As(err, &refused) {
			panic(err)
		}
		return answer{Code: refused.Code(), Message: refused.Message()}
	}
	return answer{OK: true, Output: results[0].Interface()}
}

// The SDK's structures have the members' own names; only times need another form.
func fill(input any, members map[string]any) {
	if seconds, given := members["ExpireAt"].(float64); given {
		members["ExpireAt"] = time.Unix(int64(seconds), 0).UTC()
	}
	text, err := json.Marshal(members)
	if err != nil {
		panic(err)
	}
	if err := json.Unmarshal(text, input); err != nil {
		panic(err)
	}
}
